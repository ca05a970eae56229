package dev.codebasemcp.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFormTest {
    @ParameterizedTest
    @CsvSource({
        "from*, from, from%",
        "*Json, '', %json",
        "from*Json*, from, from%json%",
        "a**b***, a, a%b%",
        "*, '', %",
        "plain, plain, plain",
        "a_b, a_b, a\\_b",
        "100%, 100%, 100\\%",
        "back\\slash*, back\\slash, back\\\\slash%",
        "_%\\*_%\\, _%\\, \\_\\%\\\\%\\_\\%\\\\",
        "ÄRGER*, ärger, ärger%",
        "a?b.[c]*, a?b.[c], a?b.[c]%"
    })
    void onlyTheStarIsSpecial(String written, String prefix, String like) {
        NameForm form = new NameForm(written);

        assertThat(form.prefix()).isEqualTo(prefix);
        assertThat(form.like()).isEqualTo(like);
    }
}
