package ai.potpie.analyticsapi.web.problem;

import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Replaces Tomcat's error report, which is HTML. The management port has a Tomcat and an
 * application context of its own, which imports this class by
 * {@code ManagementContextConfiguration.imports}.
 */
class TomcatErrors implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	private final ProblemWriter problems;

	TomcatErrors(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		factory.addContextCustomizers(this::reportProblems);
	}

	/** Tomcat's host adds a valve of the named class, unless it has one already. */
	private void reportProblems(Context context) {
		StandardHost host = (StandardHost) context.getParent();
		host.setErrorReportValveClass(ProblemReportValve.class.getName());
		host.getPipeline().addValve(new ProblemReportValve(this.problems));
	}

	/**
	 * After Boot's own customizer, because of two such valves the one added last reports.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
