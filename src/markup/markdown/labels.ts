// The few words that a body's HTML needs for screen readers, in the article's language.

const backLinks = new Map(
  Object.entries({
    ar: "العودة إلى الموضع {n}",
    bn: "উল্লেখ {n}-এ ফিরে যান",
    de: "Zurück zur Textstelle {n}",
    en: "Back to reference {n}",
    es: "Volver a la referencia {n}",
    fr: "Retour à la référence {n}",
    hi: "संदर्भ {n} पर वापस जाएँ",
    it: "Torna al riferimento {n}",
    ja: "参照{n}に戻る",
    ko: "참조 {n}(으)로 돌아가기",
    nl: "Terug naar verwijzing {n}",
    pt: "Voltar à referência {n}",
    ru: "Назад к сноске {n}",
    zh: "返回引用{n}",
  }),
);

/** The name of the link from a footnote back to the text; a neutral one where the language has no words here. */
export function labelBackLink(language: string, number: string): string {
  const words = backLinks.get(language.toLowerCase().split("-")[0] as string) ?? "↩ {n}";
  return words.replace("{n}", number);
}
