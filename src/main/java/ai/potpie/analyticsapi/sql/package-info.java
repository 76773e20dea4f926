/**
 * SQL as a value: text plus named parameters, and the one place that writes a literal.
 */
@NullMarked
package ai.potpie.analyticsapi.sql;

import org.jspecify.annotations.NullMarked;
