package ai.potpie.analyticsapi.security.jwt;

import java.time.Instant;

import ai.potpie.analyticsapi.security.Caller;

/**
 * The caller of a valid JWT, and when the JWT expires.
 */
record AcceptedJwt(Caller caller, Instant expiry) {

}
