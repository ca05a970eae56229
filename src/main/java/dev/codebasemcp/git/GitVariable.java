package dev.codebasemcp.git;

import java.util.Optional;

/**
 * A variable in one of git's config files.
 *
 * @param section in lower case
 * @param subsection as it is written
 * @param name in lower case
 * @param value empty if there is not even an equals sign, which means true
 */
record GitVariable(String section, Optional<String> subsection, String name, Optional<String> value) {
    boolean isIn(String wanted) {
        return section.equals(wanted);
    }
}
