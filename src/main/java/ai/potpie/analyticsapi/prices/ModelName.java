package ai.potpie.analyticsapi.prices;

import org.jspecify.annotations.Nullable;

/**
 * Which model was called, as the call says it.
 */
public record ModelName(@Nullable String provider, String model) {
}
