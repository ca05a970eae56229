/** Contents that ended native code, or that it was reading when its process ended: one record for all processes of a home. */
@NullMarked
package dev.codebasemcp.quarantine;

import org.jspecify.annotations.NullMarked;
