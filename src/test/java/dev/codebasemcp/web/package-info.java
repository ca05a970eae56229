/** Tests of the page's server over real connections, as a hostile page or program would use them. */
@NullMarked
package dev.codebasemcp.web;

import org.jspecify.annotations.NullMarked;
