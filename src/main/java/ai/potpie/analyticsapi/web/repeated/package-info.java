/**
 * Answers repeated requests without passing filters, Spring Security and Spring MVC
 * again.
 */
@NullMarked
package ai.potpie.analyticsapi.web.repeated;

import org.jspecify.annotations.NullMarked;
