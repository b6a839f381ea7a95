using System.Text.RegularExpressions;
using MentorshipFlow.Organisations;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Definitions;

/// <summary>Rules between the parts of a definition. The parts themselves may be faulty.</summary>
internal static partial class DefinitionChecks
{
    private static readonly PersonKind[] ParticipantKinds =
        [PersonKind.Learner, PersonKind.Student, PersonKind.Teacher, PersonKind.EmployerRepresentative];

    public static void Check(
        Definition definition, IReadOnlyDictionary<string, IReadOnlyList<string>> rules, List<DefinitionFault> faults)
    {
        Codes(definition, faults);
        Order(definition, faults);
        Kinds(definition, faults);
        Measures(definition, faults);
        foreach (var (stage, place) in Placed(definition.Stages, "/stages"))
        {
            Items(definition, stage, place, faults);
            Criteria(definition, stage, place, rules, faults);
        }
    }

    private static void Codes(Definition definition, List<DefinitionFault> faults)
    {
        Distinct(definition.Tasks, task => task.Code, "/tasks", faults);
        Distinct(definition.Results, result => result.Code, "/results", faults);
        Distinct(definition.Forms, form => form.Code, "/forms", faults);
        foreach (var (form, place) in Placed(definition.Forms, "/forms"))
        {
            Distinct(form.Variants, variant => variant.Code, $"{place}/variants", faults);
            Distinct(form.Eligibility.Rules, rule => rule.Code, $"{place}/eligibility/rules", faults);
        }

        Distinct(definition.Contours.External, member => member.Code, "/contours/external", faults);
        Distinct(definition.Contours.Internal, member => member.Code, "/contours/internal", faults);
        Distinct(definition.Indicators, indicator => indicator.Code, "/indicators", faults);
        faults.AddRange(Placed(definition.Indicators, "/indicators").Where(i => i.Element.Lowest > i.Element.Highest)
            .Select(i => new DefinitionFault($"{i.Place}/lowest", OutOfRange, "The lowest value is above the highest.")));
        faults.AddRange(Placed(definition.Parameters.MatchingWeights, "/parameters/matchingWeights").GroupBy(weight => weight.Element.Part)
            .SelectMany(part => part.Skip(1)).Select(weight =>
                new DefinitionFault($"{weight.Place}/part", DuplicateCode, $"'{Kebab.Of($"{weight.Element.Part}")}' is taken.")));
        Distinct(definition.Targets, target => target.Code, "/targets", faults);
        Distinct(definition.OutreachChannels, channel => channel.Code, "/outreachChannels", faults);
        Distinct(
            Placed(definition.NumberedDocuments, "/documents").Select(document => (document.Element.Code, document.Place))
                .Concat(Placed(definition.OtherDocuments, "/otherDocuments").Select(document => (document.Element.Code, document.Place))),
            faults);
        Distinct(definition.Stages, stage => stage.Code, "/stages", faults);
        Distinct(PlacedActivities(definition).Select(activity => (activity.Element.Code, activity.Place)), faults);
        Distinct(PlacedActivities(definition).SelectMany(activity => Placed(activity.Element.Items, $"{activity.Place}/items"))
            .Select(item => (item.Element.Code, item.Place)), faults);
        Distinct(Placed(definition.Stages, "/stages").SelectMany(stage => PlacedCriteria(stage.Element, stage.Place)), faults);
    }

    private static void Order(Definition definition, List<DefinitionFault> faults)
    {
        if (!definition.Stages.Select(stage => stage.Number).SequenceEqual(Enumerable.Range(1, 7)))
            faults.Add(new("/stages", StagesOutOfOrder, "Stages 1 to 7 are expected, each once, in order."));

        if (definition.NumberedDocuments.Index().Any(document => document.Item.Number != document.Index + 1))
            faults.Add(new("/documents", DocumentsOutOfOrder, "Documents are numbered from 1 without a gap."));
    }

    // The rest of the program knows more kinds of people and organisations than the forms of mentoring may name.
    private static void Kinds(Definition definition, List<DefinitionFault> faults)
    {
        foreach (var (form, place) in Placed(definition.Forms, "/forms"))
        {
            OneOf(ParticipantKinds, form.Eligibility.Mentee, $"{place}/eligibility/mentee", faults);
            OneOf(ParticipantKinds, form.Eligibility.Mentor, $"{place}/eligibility/mentor", faults);
            OneOf([OrganisationKind.School, OrganisationKind.College, OrganisationKind.Kindergarten, OrganisationKind.AdditionalEducation],
                form.OfferedTo, $"{place}/offeredTo", faults);
        }
    }

    // A measure of the organisation needs an indicator of it, and one of persons an indicator of persons.
    private static void Measures(Definition definition, List<DefinitionFault> faults)
    {
        foreach (var (measure, place) in Placed(definition.Results, "/results")
            .SelectMany(result => Placed(result.Element.Measures, $"{result.Place}/measures")))
        {
            if (definition.Indicators.FirstOrDefault(known => known.Code == measure.Indicator) is not { } indicator)
                faults.Add(new($"{place}/indicator", UnknownIndicator, $"There is no indicator '{measure.Indicator}'."));
            else if ((indicator.Of == IndicatorSubject.Organisation) != (measure.Of == MeasuredGroup.Organisation))
                faults.Add(new($"{place}/of", UnknownValue, $"'{measure.Indicator}' is measured of another subject."));
        }
    }

    private static void OneOf<T>(IReadOnlyList<T> known, IReadOnlyList<T> given, string place, List<DefinitionFault> faults)
    {
        foreach (var (value, valuePlace) in Placed(given, place).Where(value => !known.Contains(value.Element)))
            faults.Add(new(valuePlace, UnknownValue, $"'{Name(value)}' is not one of {string.Join(", ", known.Select(Name))}."));

        static string Name(T value) => Kebab.Of($"{value}");
    }

    private static void Items(Definition definition, StageDefinition stage, string stagePlace, List<DefinitionFault> faults)
    {
        foreach (var (activity, place) in Placed(stage.Activities, $"{stagePlace}/activities"))
        {
            if (!ActivityCode().IsMatch(activity.Code) || !activity.Code.StartsWith($"A{stage.Number}.", StringComparison.Ordinal))
                Misplaced(activity.Code, $"A{stage.Number}.n", place, faults);
            foreach (var (item, itemPlace) in Placed(activity.Items, $"{place}/items"))
                Item(definition, activity, item, itemPlace, faults);
        }
    }

    private static void Item(
        Definition definition, ActivityDefinition activity, ItemDefinition item, string place, List<DefinitionFault> faults)
    {
        var prefix = $"{activity.Code.TrimStart('A')}.";
        if (!ItemCode().IsMatch(item.Code) || !item.Code.StartsWith(prefix, StringComparison.Ordinal))
            Misplaced(item.Code, $"{prefix}n", place, faults);
        if (item.Documented && item.Documents.Count == 0)
            faults.Add(new($"{place}/documents", NoExpectedDocument, "A documented item names at least one document."));
        foreach (var (document, documentPlace) in Placed(item.Documents, $"{place}/documents"))
            if (definition.Document(document) is null)
                faults.Add(new(documentPlace, UnknownDocument, $"There is no document '{document}'."));
        if (item.SettledBy is { } by && !Settles(definition, by))
            faults.Add(new($"{place}/settledBy/of", UnknownValue, $"'{by.Of}' is nothing that {Kebab.Of($"{by.Fact}")} may be of here."));
        if (item.Channel is { } channel && definition.OutreachChannels.All(known => known.Code != channel))
            faults.Add(new($"{place}/channel", UnknownChannel, $"There is no outreach channel '{channel}'."));
    }

    private static bool Settles(Definition definition, SettledBy by) => by.Fact switch
    {
        SettlingFact.Document => by.Of is { } code && definition.Document(code) is not null,
        SettlingFact.Meetings => by.Of is "organisational" or "trial" or "planning" or "final",
        SettlingFact.Monitoring => by.Of is "satisfaction" or "quality" or "influence",
        SettlingFact.Applications => by.Of is "mentees" or "mentors",
        _ => by.Of is null,
    };

    private static void Criteria(
        Definition definition,
        StageDefinition stage,
        string stagePlace,
        IReadOnlyDictionary<string, IReadOnlyList<string>> rules,
        List<DefinitionFault> faults)
    {
        foreach (var (code, place) in PlacedCriteria(stage, stagePlace))
            if (!code.StartsWith($"G{stage.Number}.", StringComparison.Ordinal))
                Misplaced(code, $"G{stage.Number}.n", place, faults);
        foreach (var (criterion, place) in Placed(stage.Gate.Criteria, $"{stagePlace}/gate/criteria"))
        {
            Rule(criterion, place, rules, faults);
            if (criterion.Mode == CriterionMode.Waivable && IsNeverWaived(definition, stage, criterion))
                faults.Add(new($"{place}/mode", NeverWaivable, $"{criterion.Rule} is never waived here."));
            References(definition, criterion, $"{place}/parameters", faults);
        }
    }

    // Consent, order, entry measurement, the curator in office and the certificate are never waived (model.md 5.3 A).
    private static bool IsNeverWaived(Definition definition, StageDefinition stage, CriterionDefinition criterion) =>
        criterion.Rule.Split('/')[0] switch
    {
        "mentees.every-entry-has-consent" or "mentors.every-entry-has-consent" or "mentees.every-entry-measured" or "curator.in-office"
            or "tandems.every-one-in-order" or "certificate.issued" => true,
        "document.in-force" =>
            stage.Number is 1 or 5 && criterion.Values("document").Any(code => definition.Document(code)?.Kind == DocumentKind.Order),
        _ => false,
    };

    private static void Rule(
        CriterionDefinition criterion,
        string place,
        IReadOnlyDictionary<string, IReadOnlyList<string>> rules,
        List<DefinitionFault> faults)
    {
        if (criterion.Rule.Length == 0) return;
        if (!rules.TryGetValue(criterion.Rule, out var parameters))
        {
            faults.Add(new($"{place}/rule", UnknownRule, $"There is no rule '{criterion.Rule}'."));
            return;
        }

        foreach (var parameter in parameters.Where(parameter => criterion.Values(parameter).Count == 0))
            faults.Add(new($"{place}/parameters/{parameter}", MissingParameter, $"{criterion.Rule} needs '{parameter}'."));
    }

    // A parameter with one of these names has the same meaning in every rule, so its values can be checked without the rule.
    private static void References(Definition definition, CriterionDefinition criterion, string place, List<DefinitionFault> faults)
    {
        Check("document", code => definition.Document(code) is not null, UnknownDocument, "document");
        Check("items", code => definition.Item(code) is not null, UnknownItem, "item");
        Check("mustBeHeld", code => definition.OutreachChannels.Any(channel => channel.Code == code), UnknownChannel, "outreach channel");

        Check("minimum", IsNumber, UnknownValue, "whole number");
        Check("responseRate", IsNumber, UnknownValue, "whole number");

        static bool IsNumber(string value) => value.Length is > 0 and < 4 && value.All(char.IsAsciiDigit);

        void Check(string parameter, Func<string, bool> exists, string fault, string noun)
        {
            foreach (var value in criterion.Values(parameter).Where(value => !exists(value)))
                faults.Add(new($"{place}/{parameter}", fault, $"There is no {noun} '{value}'."));
        }
    }

    // An empty code has been reported as a missing member or an empty text.
    private static void Misplaced(string code, string expected, string place, List<DefinitionFault> faults)
    {
        if (code.Length > 0) faults.Add(new($"{place}/code", MisplacedCode, $"'{code}' stands where {expected} is expected."));
    }

    public static void Distinct<T>(IReadOnlyList<T> list, Func<T, string> code, string place, List<DefinitionFault> faults) =>
        Distinct(Placed(list, place).Select(element => (code(element.Element), element.Place)), faults);

    private static void Distinct(IEnumerable<(string Code, string Place)> elements, List<DefinitionFault> faults)
    {
        HashSet<string> seen = [];
        foreach (var (code, place) in elements.Where(element => element.Code.Length > 0))
            if (!seen.Add(code))
                faults.Add(new($"{place}/code", DuplicateCode, $"'{code}' is taken."));
    }

    private static IEnumerable<(T Element, string Place)> Placed<T>(IEnumerable<T> list, string place) =>
        list.Select((element, i) => (element, $"{place}/{i}"));

    private static IEnumerable<(ActivityDefinition Element, string Place)> PlacedActivities(Definition definition) =>
        Placed(definition.Stages, "/stages").SelectMany(stage => Placed(stage.Element.Activities, $"{stage.Place}/activities"));

    private static IEnumerable<(string Code, string Place)> PlacedCriteria(StageDefinition stage, string place) =>
        Placed(stage.Gate.Criteria, $"{place}/gate/criteria").Select(criterion => (criterion.Element.Code, criterion.Place))
            .Concat(Placed(stage.Gate.Announced, $"{place}/gate/announced").Select(criterion => (criterion.Element.Code, criterion.Place)));

    [GeneratedRegex(@"^A[1-7]\.[1-9][0-9]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ActivityCode();

    [GeneratedRegex(@"^[1-7]\.[1-9][0-9]?\.[1-9][0-9]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ItemCode();
}
