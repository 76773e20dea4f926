/** What the service tells its page: how people can sign in, whether it has a history, and whether it pushes answers. */
export const settings = JSON.parse(document.querySelector("meta[name=settings]").content);
