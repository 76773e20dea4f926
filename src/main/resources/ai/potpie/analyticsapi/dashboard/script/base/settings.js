/** What the service tells its page: how people can sign in, and whether it pushes answers. */
export const settings = JSON.parse(document.querySelector("meta[name=settings]").content);
