using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using MentorshipFlow.Ledger;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Definitions;

/// <summary>
/// Reads a text into a type with System.Text.Json and names all its faults with their places: System.Text.Json stops at the first one.
/// The type is the schema: its members, the required ones, its enums, and its [Range], [MinLength] and [MaxLength] attributes. Before
/// reading, a faulty part is replaced by an empty one, so that the checks between the parts can run as well.
/// </summary>
internal sealed partial class StrictJson(List<DefinitionFault> faults, string? placeholder)
{
    /// <summary>The message of <see cref="MalformedCode"/>.</summary>
    public const string PlainWord = "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen are expected.";

    /// <summary>Reading stops after so many faults.</summary>
    public const int MostFaults = 100;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads a text. Never throws, whatever the text is.</summary>
    /// <param name="placeholder">The only word in braces that texts may have.</param>
    /// <returns>Null when the text is not JSON. When there are faults, the value has empty parts.</returns>
    public static T? Read<T>(string text, List<DefinitionFault> faults, string? placeholder = null) where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            return new StrictJson(faults, placeholder).Part(json.RootElement, Options.GetTypeInfo(typeof(T)), "").Deserialize<T>(Options);
        }
        // A lone surrogate is found only when its text is read, and then it is not a JsonException.
        catch (Exception rubbish) when (rubbish is JsonException or ArgumentException or InvalidOperationException)
        {
            faults.Add(new("", NotJson, rubbish.Message));
            return null;
        }
    }

    // The member is null for the whole text.
    private JsonNode? Part(JsonElement json, JsonTypeInfo type, string place, JsonPropertyInfo? member = null) =>
        (type.Kind, json.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => Members(json, type, place),
            (JsonTypeInfoKind.Object, _) => Replaced(type, place, WrongType, "An object is expected."),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => Elements(json, type, place, member),
            (JsonTypeInfoKind.Enumerable, _) => Replaced(type, place, WrongType, "A list is expected."),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => Parameters(json, type, place),
            (JsonTypeInfoKind.Dictionary, _) => Replaced(type, place, WrongType, "An object is expected."),
            (_, JsonValueKind.Null) when member is { IsRequired: true } && Nullable.GetUnderlyingType(type.Type) is not null => null,
            _ => Value(json, type, place, member),
        };

    private JsonObject Members(JsonElement json, JsonTypeInfo type, string place)
    {
        var members = new JsonObject();
        foreach (var given in json.EnumerateObject().TakeWhile(_ => faults.Count < MostFaults))
        {
            if (type.Properties.FirstOrDefault(member => member.Name == given.Name) is { } member)
                members[given.Name] = Part(given.Value, Options.GetTypeInfo(member.PropertyType), $"{place}/{given.Name}", member);
            else
                faults.Add(new(Below(place, given.Name), UnknownMember, $"The member '{given.Name}' has no meaning here."));
        }

        foreach (var (name, missing) in Required(type).Where(member => !members.ContainsKey(member.Name)))
            members[name] = Replaced(missing, $"{place}/{name}", MissingMember, $"The member '{name}' is missing.");
        return members;
    }

    private JsonArray Elements(JsonElement json, JsonTypeInfo type, string place, JsonPropertyInfo? member)
    {
        var element = Options.GetTypeInfo(type.ElementType!);
        if (json.GetArrayLength() < (Rule<MinLengthAttribute>(member)?.Length ?? 0))
            faults.Add(new(place, EmptyList, "At least one element is expected."));
        if (Rule<MaxLengthAttribute>(member) is { Length: var most } && json.GetArrayLength() > most)
            faults.Add(new(place, OutOfRange, $"At most {most} are expected."));
        return [.. json.EnumerateArray().TakeWhile(_ => faults.Count < MostFaults)
            .Select((part, i) => Part(part, element, $"{place}/{i}", member))];
    }

    // Members with free names, each a text or a list of texts; a text is a list of one.
    private JsonObject Parameters(JsonElement json, JsonTypeInfo type, string place)
    {
        var list = Options.GetTypeInfo(type.ElementType!);
        var text = Options.GetTypeInfo(list.ElementType!);
        return new(json.EnumerateObject().TakeWhile(_ => faults.Count < MostFaults).Select(given =>
            KeyValuePair.Create<string, JsonNode?>(given.Name,
            given.Value.ValueKind == JsonValueKind.Array
                ? Part(given.Value, list, Below(place, given.Name))
                : new JsonArray(Part(given.Value, text, Below(place, given.Name))))));
    }

    private JsonNode? Value(JsonElement json, JsonTypeInfo type, string place, JsonPropertyInfo? member)
    {
        var expected = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var (code, message) = json.ValueKind switch
        {
            JsonValueKind.String when expected == typeof(string) => TextFault(json.GetString()!, member?.Name),
            JsonValueKind.String when expected.IsEnum => ChoiceFault(json.GetString()!, expected),
            JsonValueKind.Number when expected == typeof(int) => NumberFault(json, Rule<RangeAttribute>(member)),
            JsonValueKind.True or JsonValueKind.False when expected == typeof(bool) => default,
            _ => (WrongType, expected == typeof(int) ? "A whole number is expected."
                : expected == typeof(bool) ? "True or false is expected." : "A text is expected."),
        };
        return code is null ? JsonValue.Create(json) : Replaced(type, place, code, message);
    }

    // A code stands in addresses, in the lines of an evaluation and in headers, so it is one plain word.
    private (string? Code, string Message) TextFault(string text, string? member) =>
        string.IsNullOrWhiteSpace(text) ? (EmptyText, "The text is empty.")
        : member == "code" && !ValueFormat.IsCode(text) ? (MalformedCode, PlainWord)
        : member == "rows" && !RowName().IsMatch(text) ? (MalformedRow, $"'{text}' is not M, L or F with a number.")
        : Placeholder().Matches(text).FirstOrDefault(m => m.Value != placeholder) is { } unknown
            ? (UnknownPlaceholder, $"Nothing is known to be put in the place of {unknown.Value}.")
        : default;

    // System.Text.Json reads the name of an enum's value in any case of letters.
    private static (string? Code, string Message) ChoiceFault(string text, Type type)
    {
        var known = Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToArray();
        return string.IsNullOrWhiteSpace(text) ? (EmptyText, "The text is empty.")
            : known.Contains(text) ? default
            : (UnknownValue, $"'{text}' is not one of {string.Join(", ", known)}.");
    }

    private static (string? Code, string Message) NumberFault(JsonElement json, RangeAttribute? range) =>
        json.TryGetInt32(out var number) && range?.IsValid(number) != false
            ? default
            : (OutOfRange, $"A whole number from {range?.Minimum} to {range?.Maximum} is expected.");

    private JsonNode? Replaced(JsonTypeInfo type, string place, string code, string message)
    {
        faults.Add(new(place, code, message));
        return Empty(type);
    }

    private static JsonNode? Empty(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => new JsonArray(),
        JsonTypeInfoKind.Object => new JsonObject(Required(type).Select(member => KeyValuePair.Create(member.Name, Empty(member.Type)))),
        JsonTypeInfoKind.Dictionary => new JsonObject(),
        _ => JsonSerializer.SerializeToNode(type.Type == typeof(string) ? "" : Activator.CreateInstance(type.Type), type),
    };

    private static IEnumerable<(string Name, JsonTypeInfo Type)> Required(JsonTypeInfo type) =>
        type.Properties.Where(member => member.IsRequired).Select(member => (member.Name, Options.GetTypeInfo(member.PropertyType)));

    private static TRule? Rule<TRule>(JsonPropertyInfo? member) where TRule : ValidationAttribute =>
        (member?.AttributeProvider as MemberInfo)?.GetCustomAttribute<TRule>();

    private static string Below(string place, string name) => $"{place}/{JsonPlace.Escaped(name)}";

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[MLF][1-9][0-9]{0,2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RowName();
}
