package ai.potpie.analyticsapi.web;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.AnalyticsApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * An instance of the service that a test can stop, within this process.
 */
record Replica(ServletWebServerApplicationContext context, int port) {

	private static final List<String> ARGUMENTS = List.of("--server.port=0", "--management.server.port=0",
			"--analytics.rate-limit=0", "--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN);

	static Replica start(String... arguments) {
		SpringApplication application = new SpringApplication(AnalyticsApplication.class);
		application.setRegisterShutdownHook(false);
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application
			.run(Stream.concat(ARGUMENTS.stream(), Stream.of(arguments)).toArray(String[]::new));
		return new Replica(context, context.getWebServer().getPort());
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", int.class);
	}

	boolean isReady() {
		try {
			return RawHttp.send(this.port, "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
				.status() == 200;
		}
		catch (UncheckedIOException | IndexOutOfBoundsException ex) {
			return false;
		}
	}

	/** Returns when it has stopped. */
	void stop() {
		this.context.close();
	}

}
