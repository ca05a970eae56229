/** What git knows of a directory: the working tree around it, its repository, its first commit, what it tracks. */
@NullMarked
package dev.codebasemcp.git;

import org.jspecify.annotations.NullMarked;
