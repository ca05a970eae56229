package dev.codebasemcp.git;

import java.util.Optional;

/**
 * A variable in a git config file.
 *
 * @param section in lower case
 * @param subsection as written
 * @param name in lower case
 * @param value empty if there is no equals sign, which means true
 */
record GitVariable(String section, Optional<String> subsection, String name, Optional<String> value) {
    boolean isIn(String wanted) {
        return section.equals(wanted);
    }
}
