/**
 * SHA-256, for naming what nobody may read or what is too long to be a name.
 */
@NullMarked
package ai.potpie.analyticsapi.digest;

import org.jspecify.annotations.NullMarked;
