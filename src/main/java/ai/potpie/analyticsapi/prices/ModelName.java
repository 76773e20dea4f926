package ai.potpie.analyticsapi.prices;

import org.jspecify.annotations.Nullable;

/**
 * The provider and model of a call, as the call names them.
 */
public record ModelName(@Nullable String provider, String model) {
}
