using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MentorshipFlow.Api.Http;

/// <summary>Compares a JSON value with its expected type before it is deserialised, to report every unknown and every missing member with
/// its place.</summary>
internal static class JsonShape
{
    /// <summary>The unknown and missing members; the deserialiser checks the types of values.</summary>
    public static IEnumerable<Missing> Faults(JsonElement value, Type type, string pointer)
    {
        var info = ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return (info.Kind, value.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => OfObject(value, info, pointer),
            (_, JsonValueKind.String) when IsWording(info.Type) && TextSafety.Fault(value.GetString()!) is not null =>
                [new(ProblemCodes.FieldInvalid, pointer)],
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => value.EnumerateArray()
                .SelectMany((element, i) => OfElement(element, info.ElementType!, $"{pointer}/{i}")),
            _ => [],
        };
    }

    /// <summary>The expected value in the wording of the OpenAPI document; null if nothing more can be said.</summary>
    /// <param name="pointer">Relative to the value of <paramref name="type"/>, such as <c>/items/0/plannedTo</c>.</param>
    public static FormattableString? Expected(Type type, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var info = ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            if ((info.ElementType ?? info.Properties.FirstOrDefault(p => p.Name == step)?.PropertyType) is not { } inner) return null;
            type = inner;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return $"One of {List(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}.";
        if (type == typeof(DateOnly)) return $"A day as in 2021-09-01.";
        if (type == typeof(Guid)) return $"A UUID with hyphens.";
        if (type == typeof(int)) return $"A whole number.";
        if (type == typeof(bool)) return $"true or false";
        if (type == typeof(string)) return $"A text.";
        if (type == typeof(InstitutionalText)) return $"A text of 1 to {InstitutionalText.MaxLength} characters, none of control.";
        if (type == typeof(PrivateText)) return $"A text of 1 to {PrivateText.MaxLength} characters, none of control.";
        return ApiJson.Options.GetTypeInfo(type).Kind switch
        {
            JsonTypeInfoKind.Object => (FormattableString)$"An object.",
            JsonTypeInfoKind.Enumerable => $"An array.",
            _ => null,
        };
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static bool IsWording(Type type) => type == typeof(InstitutionalText) || type == typeof(PrivateText);

    private static IEnumerable<Missing> OfObject(JsonElement value, JsonTypeInfo info, string pointer)
    {
        foreach (var member in value.EnumerateObject())
        {
            var name = member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            var place = $"{pointer}/{name}";
            if (info.Properties.FirstOrDefault(p => p.Name == member.Name) is not { } known)
                yield return new(ProblemCodes.UnknownField, place);
            else foreach (var fault in Faults(member.Value, known.PropertyType, place)) yield return fault;
        }

        foreach (var required in info.Properties.Where(p => p.IsRequired && !value.TryGetProperty(p.Name, out _)))
            yield return new("field-required", $"{pointer}/{required.Name}");
    }

    private static IEnumerable<Missing> OfElement(JsonElement element, Type type, string pointer) =>
        element.ValueKind == JsonValueKind.Null ? [new(ProblemCodes.FieldInvalid, pointer)] : Faults(element, type, pointer);
}
