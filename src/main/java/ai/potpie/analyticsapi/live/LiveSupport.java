package ai.potpie.analyticsapi.live;

/**
 * Is there if the service pushes answers.
 */
public final class LiveSupport {

	LiveSupport() {
	}

}
