/** Tests of what the page's API answers, over HTTP and with a real database. */
@NullMarked
package dev.codebasemcp.web.views;

import org.jspecify.annotations.NullMarked;
