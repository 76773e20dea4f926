package ai.potpie.analyticsapi;

import ai.potpie.analyticsapi.security.apitoken.TokenCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@SpringBootApplication
@ConfigurationPropertiesScan
@Profile("!local-logfire")
public class AnalyticsApplication {

	public static void main(String[] args) {
		if (TokenCommand.isMeantBy(args)) {
			System.exit(TokenCommand.run(args));
		}
		SpringApplication.run(new Class<?>[] { AnalyticsApplication.class, LocalLogfireAlone.class }, args);
	}

	/**
	 * A Logfire that others ask, and nothing else. Its package is named and not imported:
	 * it needs libraries that the production jar has not.
	 */
	@Configuration(proxyBeanMethods = false)
	@ComponentScan("ai.potpie.analyticsapi.locallogfire")
	@Profile("local-logfire")
	static class LocalLogfireAlone {

	}

}
