/* Thai writes no blanks between words, and the search of the site looks for words. Here pages and
   questions are cut into words by the browser's own dictionary, on their way to the search worker;
   a zero-width space between two words is a separator of mkdocs.yml. */
(() => {
  if (!Intl.Segmenter) return;
  const words = new Intl.Segmenter("th", { granularity: "word" });
  const cut = (text, between) =>
    text.replace(/[\u0e01-\u0e5b]+/g, (run) =>
      Array.from(words.segment(run), (word) => word.segment).join(between),
    );
  const cutPage = (page) => ({
    ...page,
    title: cut(page.title, "\u200b"),
    text: cut(page.text, "\u200b"),
  });
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const data = message?.data;
    if (typeof data === "string") message = { ...message, data: cut(data, " ") };
    else if (Array.isArray(data?.docs))
      message = { ...message, data: { ...data, docs: data.docs.map(cutPage) } };
    return post.call(this, message, ...rest);
  };
})();
