package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompilerDirectivesTest {
    private static final int OURS = 2;

    @AfterEach
    void forgetThem() throws Exception {
        for (int i = 0; i < OURS; i++) {
            CompilerDirectives.command("compilerDirectivesRemove");
        }
    }

    @Test
    void theVirtualMachineTakesThem() throws Exception {
        assertThat(CompilerDirectives.apply()).contains(OURS + " compiler directives added");

        String stack = CompilerDirectives.command("compilerDirectivesPrint");
        int searches = stack.indexOf("dev/codebasemcp/search/*.*");
        int all = stack.indexOf("matching: *.*");
        assertThat(searches).as(stack).isNotNegative();
        assertThat(all).as("the exception comes before the rule in\n" + stack).isGreaterThan(searches);
    }
}
