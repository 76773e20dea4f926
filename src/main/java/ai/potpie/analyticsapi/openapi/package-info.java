/**
 * The OpenAPI document: what springdoc cannot see in controllers and their records.
 */
@NullMarked
package ai.potpie.analyticsapi.openapi;

import org.jspecify.annotations.NullMarked;
