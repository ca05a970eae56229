/** Reads git metadata of a directory: its working tree, repository, first commit and tracked files. */
@NullMarked
package dev.codebasemcp.git;

import org.jspecify.annotations.NullMarked;
