package ai.potpie.analyticsapi.security;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A token as it was presented, not yet believed.
 */
final class BearerToken extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final String value;

	BearerToken(String value) {
		super(List.of());
		this.value = value;
	}

	@Override
	public String getCredentials() {
		return this.value;
	}

	@Override
	public @Nullable Object getPrincipal() {
		return null;
	}

}
