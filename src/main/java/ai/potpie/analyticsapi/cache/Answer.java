package ai.potpie.analyticsapi.cache;

/**
 * An answer and where it was found.
 *
 * @param <T> what it says
 * @param representation its JSON, or a file
 * @param cache where the cache found it
 */
public record Answer<T>(Representation representation, CacheResult cache) {
}
