package ai.potpie.analyticsapi.testing;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Asks the service with a token for everyone about spans that the tests store.
 */
@ApiTest
public abstract class ApiTestBase {

	@Autowired
	protected LocalLogfire logfire;

	@Autowired
	protected MeterRegistry meters;

	protected AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

}
