/**
 * SQL as a value: text plus named parameters, and the only code that writes literals.
 */
@NullMarked
package ai.potpie.analyticsapi.sql;

import org.jspecify.annotations.NullMarked;
