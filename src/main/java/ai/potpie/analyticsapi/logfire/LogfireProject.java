package ai.potpie.analyticsapi.logfire;

/**
 * Whose spans are read: what another project answers is about other users, though their
 * ids may be the same.
 *
 * @param url where Logfire is
 * @param token the hash of the read token
 */
public record LogfireProject(String url, String token) {
}
