package ai.potpie.analyticsapi.locallogfire.http;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.JsonErrorReportValve;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;

import org.springframework.util.FileSystemUtils;

/**
 * A Tomcat with a port and threads of its own, so that load on the API and load on
 * Logfire stay separate.
 */
public final class HttpServer implements AutoCloseable {

	/**
	 * The number of queries that run at a time. DuckDB uses all cores for each query, so
	 * more would only queue.
	 */
	private static final int THREADS = 8;

	private final File directory;

	private final Tomcat tomcat = new Tomcat();

	private HttpServer(File directory) {
		this.directory = directory;
	}

	public static HttpServer start(String address, int port, Map<String, EndpointServlet> servlets) {
		disableWhatTwoTomcatsWouldShare();
		try {
			HttpServer server = new HttpServer(Files.createTempDirectory("local-logfire").toFile());
			server.configure(address, port, servlets);
			server.tomcat.start();
			return server;
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException("The local Logfire cannot listen on %s:%d".formatted(address, port), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void disableWhatTwoTomcatsWouldShare() {
		TomcatURLStreamHandlerFactory.disable();
		Registry.disableRegistry();
	}

	private void configure(String address, int port, Map<String, EndpointServlet> servlets) {
		this.tomcat.setBaseDir(this.directory.getPath());
		this.tomcat.setConnector(connector(address, port));
		((StandardHost) this.tomcat.getHost()).setErrorReportValveClass(JsonErrorReportValve.class.getName());
		StandardContext context = (StandardContext) this.tomcat.addContext("", this.directory.getPath());
		context.setClearReferencesThreadLocals(false);
		context.setClearReferencesRmiTargets(false);
		servlets.forEach((path, servlet) -> Tomcat.addServlet(context, path, servlet).addMapping(path));
	}

	private static Connector connector(String address, int port) {
		Connector connector = new Connector();
		connector.setPort(port);
		connector.setThrowOnFailure(true);
		connector.setProperty("address", address);
		connector.setProperty("maxThreads", String.valueOf(THREADS));
		connector.setProperty("minSpareThreads", "1");
		connector.setProperty("compression", "on");
		connector.setProperty("compressibleMimeType", "application/json,application/x-ndjson,text/csv");
		return connector;
	}

	public int port() {
		return this.tomcat.getConnector().getLocalPort();
	}

	@Override
	public void close() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
