package ai.potpie.analyticsapi.security.jwt;

import java.time.Instant;

import ai.potpie.analyticsapi.security.Caller;

/**
 * A JWT that was checked: whom it makes, and until when.
 */
record AcceptedJwt(Caller caller, Instant expiry) {

}
