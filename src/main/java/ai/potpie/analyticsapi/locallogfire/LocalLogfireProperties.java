package ai.potpie.analyticsapi.locallogfire;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the local Logfire listens and keeps its data.
 *
 * @param address what it binds to
 * @param port 0 takes any free one
 * @param database a DuckDB file, or blank for memory
 * @param readToken what a query must bear
 * @param demoData whether an empty database is filled with demo data at start
 * @param demoHistory whether demo data of a few users go back 15 months
 * @param demoTraffic whether runs of one more user keep coming
 */
@ConfigurationProperties("local-logfire")
public record LocalLogfireProperties(@DefaultValue("127.0.0.1") String address, @DefaultValue("4318") int port,
		@DefaultValue("") String database, @DefaultValue("local-read-token") String readToken,
		@DefaultValue("false") boolean demoData, @DefaultValue("false") boolean demoHistory,
		@DefaultValue("false") boolean demoTraffic) {

	/**
	 * For tests: in memory, on any free port of the loopback address, without demo data.
	 */
	public static LocalLogfireProperties inMemory(String readToken) {
		return new LocalLogfireProperties("127.0.0.1", 0, "", readToken, false, false, false);
	}

	@Override
	public String toString() {
		return "LocalLogfireProperties[address=%s, port=%d, database=%s, demoData=%s]".formatted(this.address,
				this.port, this.database, this.demoData);
	}

}
