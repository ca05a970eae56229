/** Makes a resolved project usable: registry row, database, schema. */
@NullMarked
package dev.codebasemcp.provisioning;

import org.jspecify.annotations.NullMarked;
