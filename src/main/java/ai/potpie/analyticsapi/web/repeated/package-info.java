/**
 * Answers a request that its caller has sent before without going through filters, Spring
 * Security and Spring MVC again.
 */
@NullMarked
package ai.potpie.analyticsapi.web.repeated;

import org.jspecify.annotations.NullMarked;
