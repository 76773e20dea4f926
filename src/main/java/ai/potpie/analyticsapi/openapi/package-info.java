/**
 * The OpenAPI document: the parts that springdoc cannot find in controllers and their
 * records.
 */
@NullMarked
package ai.potpie.analyticsapi.openapi;

import org.jspecify.annotations.NullMarked;
