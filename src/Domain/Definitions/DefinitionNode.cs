using System.Text.Json;
using System.Text.RegularExpressions;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Definitions;

/// <summary>
/// A place in the text of a definition. Every question is answered with some value, and what was wrong is added to the faults, so
/// that one pass finds them all. A missing member is reported once, by <see cref="Shape"/>.
/// </summary>
internal readonly partial record struct DefinitionNode(JsonElement Json, string Place, List<DefinitionFault> Faults)
{
    public void Shape(ReadOnlySpan<string> required, params ReadOnlySpan<string> optional)
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            Fault("", WrongType, "An object is expected.");
            return;
        }

        foreach (var member in Json.EnumerateObject())
            if (!required.Contains(member.Name) && !optional.Contains(member.Name))
                Fault(Escaped(member.Name), UnknownMember, $"The member '{member.Name}' has no meaning here.");
        foreach (var name in required)
            if (!Json.TryGetProperty(name, out _))
                Fault(name, MissingMember, $"The member '{name}' is missing.");
    }

    public string Text(string name) =>
        Member(name) is { } member ? member.AsText() : "";

    /// <summary>The member "code": it stands in addresses, in the lines of an evaluation and in headers, so
    /// that it is one plain word.</summary>
    public string Code()
    {
        var code = Text("code");
        if (!string.IsNullOrWhiteSpace(code) && !PlainWord().IsMatch(code))
            Fault("code", MalformedCode, "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen are expected.");
        return code;
    }

    public string? TextOrNull(string name) => Member(name)?.AsText();

    public int Number(string name, int least, int most) => Member(name)?.AsNumber(least, most) ?? least;

    /// <summary>A number, or the value null; the member itself must be there.</summary>
    public int? NumberOrNull(string name, int least, int most) =>
        Member(name) is { Json.ValueKind: not JsonValueKind.Null } member ? member.AsNumber(least, most) : null;

    public bool Flag(string name) => FlagOrNull(name) ?? false;

    public bool? FlagOrNull(string name)
    {
        if (Member(name) is not { } member) return null;
        if (member.Json.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.Json.GetBoolean();
        member.Fault("", WrongType, "True or false is expected.");
        return null;
    }

    public T Choice<T>(string name) where T : struct, Enum
    {
        if (Member(name) is not { } member) return default;
        var text = member.AsText();
        foreach (var value in Enum.GetValues<T>())
            if (Kebab.Of(value.ToString()) == text) return value;
        if (text.Length > 0)
            member.Fault("", UnknownValue, $"'{text}' is not one of {string.Join(", ", Enum.GetNames<T>().Select(Kebab.Of))}.");
        return default;
    }

    public Wording Wording(string name) => WordingOrNull(name) ?? new("", "");

    public Wording? WordingOrNull(string name) => Member(name)?.AsWording();

    public Wording AsWording()
    {
        Shape(["ru", "en"]);
        return Words;
    }

    /// <summary>The members "ru" and "en" of an object that has other members too.</summary>
    public Wording Words => new(Text("ru"), Text("en"));

    public IReadOnlyList<string> Texts(string name) => List(name, node => node.AsText());

    /// <summary>Texts of which each is one of a closed list, and at least one is there.</summary>
    public IReadOnlyList<string> Choices(string name, params string[] known)
    {
        var chosen = Some(name, node => node.AsText());
        for (var i = 0; i < chosen.Count; i++)
            if (chosen[i].Length > 0 && !known.Contains(chosen[i]))
                Fault($"{name}/{i}", UnknownValue, $"'{chosen[i]}' is not one of {string.Join(", ", known)}.");
        return chosen;
    }

    public IReadOnlyList<string> Rows()
    {
        var rows = Texts("rows");
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Length > 0 && !RowName().IsMatch(rows[i]))
                Fault($"rows/{i}", MalformedRow, $"'{rows[i]}' is not M, L or F with a number.");
        return rows;
    }

    public IReadOnlyList<T> List<T>(string name, Func<DefinitionNode, T> read)
    {
        if (Member(name) is not { } member) return [];
        if (member.Json.ValueKind == JsonValueKind.Array) return member.Elements().Select(read).ToArray();
        member.Fault("", WrongType, "A list is expected.");
        return [];
    }

    /// <summary>A list that must not be empty.</summary>
    public IReadOnlyList<T> Some<T>(string name, Func<DefinitionNode, T> read)
    {
        var list = List(name, read);
        if (Member(name) is { Json.ValueKind: JsonValueKind.Array } && list.Count == 0)
            Fault(name, EmptyList, "At least one element is expected.");
        return list;
    }

    public T? Part<T>(string name, Func<DefinitionNode, T> read) where T : class => Member(name) is { } member ? read(member) : null;

    /// <summary>Members with free names, each a text or a list of texts; a text is a list of one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters(string name)
    {
        var values = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (Member(name) is not { } parameters) return values;
        if (parameters.Json.ValueKind != JsonValueKind.Object)
        {
            parameters.Fault("", WrongType, "An object is expected.");
            return values;
        }

        foreach (var member in parameters.Json.EnumerateObject())
            values[member.Name] = member.Value.ValueKind == JsonValueKind.Array
                ? parameters.Texts(member.Name)
                : [parameters.Text(member.Name)];
        return values;
    }

    public void Fault(string below, string code, string message) =>
        Faults.Add(new(below.Length == 0 ? Place : $"{Place}/{below}", code, message));

    private string AsText()
    {
        if (Json.ValueKind != JsonValueKind.String)
        {
            Fault("", WrongType, "A text is expected.");
            return "";
        }

        var text = Json.GetString()!;
        if (string.IsNullOrWhiteSpace(text)) Fault("", EmptyText, "The text is empty.");
        return text;
    }

    private int AsNumber(int least, int most)
    {
        if (Json.ValueKind != JsonValueKind.Number)
            Fault("", WrongType, "A whole number is expected.");
        else if (!Json.TryGetInt32(out var number) || number < least || number > most)
            Fault("", OutOfRange, $"A whole number from {least} to {most} is expected.");
        else
            return number;
        return least;
    }

    private DefinitionNode? Member(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var member) ? Below(member, name) : null;

    private IEnumerable<DefinitionNode> Elements()
    {
        var node = this;
        return Json.EnumerateArray().Select((element, i) => node.Below(element, $"{i}"));
    }

    private DefinitionNode Below(JsonElement json, string name) => new(json, $"{Place}/{Escaped(name)}", Faults);

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();

    [GeneratedRegex("^[MLF][1-9][0-9]{0,2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RowName();
}
