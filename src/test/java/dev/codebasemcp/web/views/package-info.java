/** Tests of what the page's API answers. */
@NullMarked
package dev.codebasemcp.web.views;

import org.jspecify.annotations.NullMarked;
