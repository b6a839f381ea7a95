using System.Globalization;

namespace MentorshipFlow.Definitions;

/// <summary>An element of a definition, split into sides for comparison: a name each, and a text that is equal when the side is.</summary>
internal sealed record DefinitionFacets(string Place, Wording Name, IReadOnlyList<(Wording Name, string Value)> Sides)
{
    private static readonly Wording Title = new("название", "title");

    /// <summary>The elements of a definition in its own order; places are unique.</summary>
    public static IEnumerable<DefinitionFacets> Of(Definition definition) =>
    [
        .. definition.Stages.SelectMany(stage => stage.Gate.Criteria.Select(criterion => Criterion(stage.Number, criterion))),
        .. definition.Stages.SelectMany(stage => stage.Items).Select(Item),
        .. definition.Documents.Select(Document),
        .. definition.Forms.Select(Form),
        .. definition.Indicators.Select(Indicator),
        .. definition.Results.Select(Result),
        .. definition.Targets.Select(Target),
        new(
            "/parameters", new("Параметры", "Parameters"),
            [
                (new("значения", "values"), $"{definition.Parameters with { MatchingWeights = [] }}"),
                (new("веса подбора", "matching weights"),
                    Many(definition.Parameters.MatchingWeights.Select(w => $"{w.Part}={Digits(w.Weight)}"))),
            ]),
    ];

    private static DefinitionFacets Criterion(int stage, CriterionDefinition criterion) => new(
        $"/stages/{stage}/criteria/{criterion.Code}",
        Named("Критерий", "Criterion", criterion.Code, criterion.Title),
        [
            (Title, One(criterion.Title)),
            (new("правило", "rule"), criterion.Rule),
            (new("обязательность", "mode"), $"{criterion.Mode}"),
            (new("параметры", "parameters"), Many(criterion.Parameters.Select(parameter => $"{parameter.Key}={Many(parameter.Value)}"))),
        ]);

    private static DefinitionFacets Indicator(IndicatorDefinition indicator) => new(
        $"/indicators/{indicator.Code}",
        Named("Показатель", "Indicator", indicator.Code, indicator.Title),
        [
            (Title, One(indicator.Title)),
            (new("шкала", "scale"),
                string.Create(CultureInfo.InvariantCulture, $"{indicator.Lowest}..{indicator.Highest} {indicator.Decimals}")),
            (new("что измеряется", "what is measured"), $"{indicator.Of}"),
            (new("лучшее значение", "better value"), $"{indicator.Better}"),
        ]);

    private static DefinitionFacets Result(ResultDefinition result) => new(
        $"/results/{result.Code}",
        Named("Результат", "Result", result.Code, result.Text),
        [(Title, One(result.Text)), (new("измерение", "measures"), Many(result.Measures))]);

    private static DefinitionFacets Target(TargetDefinition target) => new(
        $"/targets/{target.Code}",
        Named("Целевой показатель", "Target indicator", target.Code, target.Title),
        [
            (Title, One(target.Title)),
            (new("числитель", "numerator"), $"{target.Counts}"),
            (new("знаменатель", "denominator"), target.Band ?? ""),
            (new("целевые значения", "targets"), Many(target.Percents)),
        ]);

    private static DefinitionFacets Item(ItemDefinition item) => new(
        $"/stages/{item.Stage}/items/{item.Code}",
        Named("Пункт", "Item", item.Code, item.Title),
        [
            (Title, One(item.Title)),
            (new("необходимость документа", "documented"), $"{item.Documented}"),
            (new("ожидаемые документы", "expected documents"), Many(item.Documents)),
            (new("канал информирования", "outreach channel"), item.Channel ?? ""),
            (new("месяцы", "months"), $"{item.Months}"),
            (new("чем выполняется", "settled by"), $"{item.SettledBy}"),
        ]);

    private static DefinitionFacets Document(DocumentDefinition document) => new(
        $"/documents/{document.Code}",
        Named("Документ", "Document", document.Code, document.Title),
        [
            (Title, One(document.Title)),
            (new("номер", "number"), Digits(document.Number)),
            (new("вид", "kind"), $"{document.Kind}"),
            (new("этап", "stage"), Digits(document.Stage)),
            (new("дополнительный план", "side plan"), $"{document.SidePlan}"),
        ]);

    private static DefinitionFacets Form(FormDefinition form) => new(
        $"/forms/{form.Code}",
        Named("Форма", "Form", form.Code, form.Title),
        [
            (Title, One(form.Title)),
            (new("описание", "description"), One(form.Description)),
            (new("пары и группы", "pairs and groups"), Many(form.UnitKinds)),
            (new("условия участия", "eligibility"), Many(
            [
                $"{form.Eligibility.SameOrganisation}",
                Many(form.Eligibility.Mentee),
                Many(form.Eligibility.Mentor),
                .. form.Eligibility.Rules.Select(rule => $"{rule.Code}={One(rule.Text)}"),
            ])),
            (new("варианты", "variants"), Many(form.Variants.Select(variant => $"{variant.Code}={One(variant.Title)}"))),
            (new("виды организаций", "kinds of organisation"), Many(form.OfferedTo)),
        ]);

    private static Wording Named(string ru, string en, string code, Wording title) =>
        new($"{ru} {code} «{title.Ru}»", $"{en} {code} \"{title.En}\"");

    private static string One(Wording wording) => Many([wording.Ru, wording.En]);

    // The length before each text distinguishes ["a,b"] from ["a", "b"].
    private static string Many<T>(IEnumerable<T> values) => string.Concat(
        values.Select(value => $"{value}").Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Length}:{value};")));

    private static string Digits(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
