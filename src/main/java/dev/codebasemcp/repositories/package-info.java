/** Which directories may be indexed, and which repositories a request is about. */
@NullMarked
package dev.codebasemcp.repositories;

import org.jspecify.annotations.NullMarked;
