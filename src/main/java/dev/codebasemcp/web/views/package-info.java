/** What the page's API answers: one class per view, which asks the same services as the tools. */
@NullMarked
package dev.codebasemcp.web.views;

import org.jspecify.annotations.NullMarked;
