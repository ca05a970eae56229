package dev.codebasemcp.indexing.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingGuessTest {
    private static final String CODE = "int main(void) {\n    return 0; /* done */\n}\n".repeat(20);

    @ParameterizedTest
    @CsvSource({
        "windows-1251,исправить",
        "windows-1251,Исправить ошибку в этом месте",
        "KOI8-R,исправить",
        "KOI8-R,Исправить ошибку в этом месте",
        "Shift_JIS,初期化する",
        "Shift_JIS,ファイルを読み込む処理",
        "EUC-JP,初期化する",
        "EUC-JP,ファイルを読み込む処理",
        "GBK,修正这个错误",
        "GBK,这里需要修复一个问题，然后返回结果",
        "Big5,修正這個錯誤",
        "Big5,這裡需要修復一個問題，然後返回結果",
        "EUC-KR,오류를 수정",
        "EUC-KR,여기서 오류를 수정해야 한다",
        "windows-1252,größe",
        "windows-1252,déjà vu – fenêtre",
        "windows-1252,© 2001 René",
        "windows-1250,žluťoučký kůň",
        "windows-1250,zażółć gęślą jaźń",
        "ISO-8859-7,διόρθωσε"
    })
    void aShortCommentIsEnough(String charset, String comment) {
        for (String code : new String[] {"", CODE}) {
            byte[] bytes = (code + "// " + comment + "\n").getBytes(Charset.forName(charset));
            assertThat(new String(bytes, EncodingGuess.guessed(bytes))).contains(comment);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "# -*- coding: cp1251 -*-,windows-1251",
        "# vim: set fileencoding=koi8-r :,KOI8-R",
        "<?xml version='1.0' encoding='ISO-8859-2'?>,ISO-8859-2",
        "<meta charset=\"windows-1253\">,windows-1253",
        "@charset \"Shift_JIS\";,Shift_JIS"
    })
    void aDeclarationDecides(String head, String charset) {
        byte[] bytes = (head + "\n" + "\u00ab").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(EncodingGuess.declared(bytes)).contains(Charset.forName(charset));
    }

    @Test
    void ignoresAnImpossibleDeclaration() {
        byte[] bytes = "# coding: utf-8\n# gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(EncodingGuess.declared(bytes)).isEmpty();
        assertThat(EncodingGuess.guessed(bytes)).isEqualTo(Charset.forName("windows-1252"));
        assertThat(EncodingGuess.declared("# coding: no-such\n\u00f6\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }
}
