package ai.potpie.analyticsapi.web.connection;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

	@Bean
	GuardedConnections guardedConnections(ConnectionProperties properties) {
		return new GuardedConnections(properties);
	}

}
