package dev.codebasemcp.code.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.quarantine.Quarantine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordBlockPrunerTest {
    @TempDir
    private Path natives;

    @Test
    void leavesOutTheBodiesOfElixirsFunctions() {
        assertThat(prune(Language.ELIXIR, """
                defmodule Shop do
                  @doc "Sells."
                  def sell(store, id) do
                    # as long as there is stock
                    case take(store, id) do
                      :ok -> "sold"
                    end
                  rescue
                    _ -> :error
                  end

                  def close(store), do: stop(store)
                end
                """)).isEqualTo("""
                defmodule Shop do
                  @doc "Sells."
                  def sell(store, id) do
                  end

                  def close(store), do: stop(store)
                end
                """);
    }

    @Test
    void leavesOutTheBodiesOfShellFunctions() {
        assertThat(prune(Language.BASH, """
                name="shop"
                function sell {
                  cat <<EOF
                }
                EOF
                  local rest="$1" # 'of the stock'
                }
                close() {
                \tif [ -n "$name" ]; then
                \t\tunset name
                \tfi
                }
                """)).isEqualTo("""
                name="shop"
                function sell {
                }
                close() {
                }
                """);
    }

    @Test
    void keepsABlockThatDefinesAndLeavesOutThoseInIt() {
        assertThat(prune(Language.ELIXIR, """
                defmacro __using__(_) do
                  quote do
                    def sell do
                      :sold
                    end
                  end
                end
                """)).isEqualTo("""
                defmacro __using__(_) do
                  quote do
                    def sell do
                    end
                  end
                end
                """);
        assertThat(prune(Language.BASH, """
                outer() {
                  inner() {
                    echo 1
                  }
                  inner
                }
                """)).isEqualTo("""
                outer() {
                  inner() {
                  }
                  inner
                }
                """);
    }

    @Test
    void collectsTheCommentsInPrunedBlocks() {
        String code = """
                sell() {
                  # first
                  echo "# none" '#none' ${#name} # last
                }
                """;
        PrunedSource pruned = pruned(Language.BASH, code);
        assertThat(pruned.comments())
                .extracting(span -> code.substring(span.from(), span.to()))
                .containsExactly("# first", "# last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f() {\n  awk '\n}\n' file\n}\n",
                "f() {\n  echo 'open\n}\n",
                "f() {\n  echo\nat the margin\n}\n",
                "f() {\n  echo\n",
                "f() {\n}\n",
                "cat <<'END'\nf() {\n  echo\n}\nEND\n",
                "if true; then {\n  echo\n}\nfi\n"
            })
    void keepsShellScriptsThatItCannotTell(String code) {
        assertThat(prune(Language.BASH, code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@doc \"\"\"\n    def sell do\n      :sold\n    end\n\"\"\"\n",
                "def sell(store,\n         id) do\n  :sold\nend\n",
                "def sell do\n  \"open\nend\n",
                "def sell do\n  @price\nend\n",
                "if later do\n  defstruct [:price]\nend\n"
            })
    void keepsElixirThatItCannotTell(String code) {
        assertThat(prune(Language.ELIXIR, code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a() {\n  # was: cat <<EOF\n  echo\n}\nb() {\n  cat <<EOF\nhello\nEOF\n}\n",
                "a() {\n  echo 'see cat <<EOF'\n}\nb() {\n  cat <<EOF\nhello\nEOF\n}\n",
                "a() {\n  cat <<END-OF-HELP\n}\nEND-OF-HELP\n}\nb() {\n  cat <<END\nhello\nEND\n}\n",
                "a() {\n  echo \"Don't panic\"\n  awk '\n /x/ {\n print\n}\n ' f\n}\nb() {\n  :\n}\n",
                "a() {\n  perl -e '\n  # no comment\n  '\n}\nb() { :; }\n"
            })
    void findsEveryFunctionOfAShellScript(String code) {
        Outline outline = outline(Language.BASH, code);
        assertThat(outline.definitions()).extracting(Definition::name).containsExactly("a", "b");
        assertThat(outline.comments()).hasSize(code.contains("was:") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defmodule A do\n  # IO.puts(\"\"\"\n  def f do\n    IO.puts(\"\"\"\n    x\n    \"\"\")\n  end\nend\n",
                "defmodule A do\n  @doc \"\"\"\n      def no do\n        :x\n      end\n  \"\"\"\n  def f do\n    ~s(do)\n  end\nend\n"
            })
    void findsEveryFunctionOfAnElixirModule(String code) {
        assertThat(outline(Language.ELIXIR, code).definitions())
                .extracting(Definition::qualifiedName)
                .containsExactly("A", "A.f");
    }

    @Test
    @Timeout(30)
    void isLinearInDepthAndLength() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            deep.append(" ".repeat(i)).append("if x do\n");
        }
        deep.append("\n".repeat(700_000));
        assertThat(prune(Language.ELIXIR, deep.toString())).isEqualTo(deep.toString());
        String hashes = "f() {\n" + ("  echo \"" + " #".repeat(100_000) + "\"\n").repeat(20) + "}\n";
        assertThat(prune(Language.BASH, hashes)).isEqualTo("f() {\n}\n");
    }

    @Test
    void otherLanguagesHaveNoSuchBlocks() {
        String code = "a do\n  bbbbbbbbbbbbbbbbbbbbbbb\nend\n";
        assertThat(prune(Language.RUBY, code)).isEqualTo(code);
    }

    /** Whatever is left out, what is kept is where the way back says it starts. */
    @Test
    void knowsTheWayBack() {
        Random random = new Random(7);
        List<String> parts = List.of(
                "f() {\n",
                "function g {\n",
                "def f do\n",
                "  ",
                "\t",
                "}\n",
                "end\n",
                "else\n",
                "echo 'ü' # note\n",
                "x = 1\n",
                "\"",
                "'",
                "<<E\n",
                "E\n",
                "\"\"\"\n",
                "\r\n",
                "\n",
                "# note\n");
        for (int round = 0; round < 5_000; round++) {
            StringBuilder code = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                code.append(parts.get(random.nextInt(parts.size())));
            }
            byte[] whole = code.toString().getBytes(StandardCharsets.UTF_8);
            PrunedSource pruned = pruned(round % 2 == 0 ? Language.BASH : Language.ELIXIR, code.toString());
            for (int i = 0; i < pruned.bytes().length; i++) {
                Span back = pruned.inWhole(i, i + 1);
                assertThat(whole[back.from()]).isEqualTo(pruned.bytes()[i]);
                assertThat(back.to()).isBetween(back.from() + 1, whole.length);
            }
        }
    }

    private Outline outline(Language language, String code) {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            return outliner.outline(language, SourceText.of(code));
        }
    }

    private static PrunedSource pruned(Language grammar, String code) {
        return PrunedSource.of(grammar, code.getBytes(StandardCharsets.UTF_8));
    }

    private static String prune(Language grammar, String code) {
        return new String(pruned(grammar, code).bytes(), StandardCharsets.UTF_8);
    }
}
