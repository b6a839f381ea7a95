using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// One sentence in words for each entry. The resource files have a template for each type of event, key <c>entry.{type}</c>:
/// <c>{member}</c> is a member of the event, <c>{a.b}</c> one of its part, <c>:n</c> a number with its sign №, <c>:count</c> the number of
/// elements, <c>:raw</c> a code without its wording, <c>:moment</c> a time of UTC, <c>:request</c> a category of requests; what
/// stands in <c>[…]</c> is left out if one of its members is absent.
/// </summary>
internal static partial class EntrySentences
{
    /// <summary>The sentence for an entry of the ledger.</summary>
    /// <param name="names">The names of the programme's codes and ids; null for other streams.</param>
    public static string Of(Entry entry, ProgrammeNames? names, CultureInfo? language = null) =>
        Of(EventCodec.Read(entry.Type, entry.Body), entry.Type, entry.EffectiveOn, names, language);

    /// <summary>The sentence for an event.</summary>
    /// <param name="effectiveOn">The day of the fact, for events that have no day of their own.</param>
    public static string Of(
        DomainEvent @event, string type, string? effectiveOn, ProgrammeNames? names, CultureInfo? language = null)
    {
        var template = Sentences.OfEntry(type, language) ?? type;
        var whole = Optional().Replace(template, m =>
            Member().Matches(m.Value).All(p => Value(p) is not null) ? Filled(m.Groups["text"].Value) : "");
        return Sentences.Days(Filled(whole), language);

        string Filled(string text) => Member().Replace(text, m => Value(m) ?? "—");

        string? Value(Match m) => InWords(
            Found(@event, m.Groups["name"].Value) ?? (m.Groups["name"].Value == "effectiveOn" ? effectiveOn : null),
            m.Groups["format"].Value, m.Groups["name"].Value.Contains("stage", StringComparison.OrdinalIgnoreCase), names, language);
    }

    private static object? Found(object? part, string path) => path.Split('.').Aggregate(part, (at, name) => at?.GetType()
        .GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)?.GetValue(at));

    private static string? InWords(object? value, string format, bool stage, ProgrammeNames? names, CultureInfo? language) => value switch
    {
        null => null,
        string code => format switch
        {
            "raw" => code,
            "moment" => code.Replace('T', ' ').TrimEnd('Z'),
            "request" => Sentences.Of(RequestCategories.InWords(code), language),
            _ => Sentences.InWords(code, names, language),
        },
        InstitutionalText text => format == "n" ? text.Numbered : text.Value,
        Guid id => Sentences.InWords($"{id}", names, language),
        DateOnly day => Dates.Text(day),
        bool yes => Sentences.Word(yes ? "yes" : "no", language),
        Enum choice => Word(choice, language),
        int number when stage => Sentences.InWords($"{number}", names, language, stage: true),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => list.Cast<object>().ToList() is { Count: > 0 } elements
            ? format == "count" ? elements.Count.ToString(CultureInfo.InvariantCulture)
                : string.Join(", ", elements.Select(e => InWords(e, format, stage: false, names, language)))
            : format == "count" ? "0" : null,
        _ => $"{value}",
    };

    // Two kinds of choice may have the same code with different words.
    private static string Word(Enum choice, CultureInfo? language)
    {
        var code = Kebab.Of($"{choice}");
        return Sentences.Word($"{Kebab.Of(choice.GetType().Name)}.{code}", language) ?? Sentences.Word(code, language) ?? code;
    }

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Optional();

    [GeneratedRegex(@"\{(?<name>[A-Za-z.]+)(?::(?<format>n|count|raw|request|moment))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Member();
}
