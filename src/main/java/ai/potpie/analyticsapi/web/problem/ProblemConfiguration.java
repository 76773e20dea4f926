package ai.potpie.analyticsapi.web.problem;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

	@Bean
	ProblemWriter problemWriter(JsonMapper json) {
		return new ProblemWriter(json);
	}

	@Bean
	TomcatErrors tomcatErrors(ProblemWriter problems) {
		return new TomcatErrors(problems);
	}

}
