package ai.potpie.analyticsapi.cache;

import java.time.Duration;

/**
 * For how long an answer may be served again, by RFC 9111 and RFC 5861.
 *
 * @param maxAge while it is this old, it is as good as new
 * @param staleWhileRevalidate how long after that, while it is renewed
 * @param staleIfError how long after that, if it can't be renewed
 */
public record Validity(Duration maxAge, Duration staleWhileRevalidate, Duration staleIfError) {
}
