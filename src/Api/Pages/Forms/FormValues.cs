using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>The values of a form by path, such as <c>remarks.0.text</c>.</summary>
public sealed class FormValues(IReadOnlyDictionary<string, IReadOnlyList<string>> given)
{
    /// <summary>An empty form.</summary>
    public static FormValues Empty { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>The faults that were found before the operation was asked, by path.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <summary>The values that a browser sent.</summary>
    public static FormValues Of(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> form) => new(
        form.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.Select(v => (v ?? "").ReplaceLineEndings("\n"))]));

    /// <summary>The same with another value of one field.</summary>
    public FormValues With(string path, params string[] values)
    {
        var changed = new FormValues(new Dictionary<string, IReadOnlyList<string>>(given) { [path] = values });
        foreach (var (at, fault) in Faults) changed.Faults[at] = fault;
        return changed;
    }

    /// <summary>Whether a field, or a field below it, was given a value, if only an empty one.</summary>
    public bool Has(string path) => given.Keys.Any(k => k == path || k.StartsWith($"{path}.", StringComparison.Ordinal));

    /// <summary>The single value of a field; empty when it is not filled in.</summary>
    public string this[string path] => given.GetValueOrDefault(path) is [var first, ..] ? first : "";

    /// <summary>All values of a field, without empty ones.</summary>
    public IReadOnlyList<string> All(string path) => [.. (given.GetValueOrDefault(path) ?? []).Where(v => v.Trim().Length > 0)];

    /// <summary>The values below a path, by the rest of the path.</summary>
    public IEnumerable<(string Below, string Value)> Under(string path) => given.Keys
        .Where(key => key.StartsWith(path, StringComparison.Ordinal) && this[key].Trim().Length > 0)
        .Select(key => (key[path.Length..], this[key].Trim()));

    /// <summary>How many elements a repeated group has in the form.</summary>
    public int Count(string path) => given.Keys.Where(k => k.StartsWith($"{path}.", StringComparison.Ordinal))
        .Select(k => int.TryParse(k[(path.Length + 1)..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n + 1 : 0)
        .DefaultIfEmpty(0).Max();

    /// <summary>The request that the form stands for. What is not filled in is left out, so the operation says what it lacks.</summary>
    public JsonObject Request(IReadOnlyList<FormField> fields, DateOnly today) => (JsonObject?)Group(fields, "", today) ?? [];

    private JsonNode? Value(FormField field, string path, DateOnly today) => field.Kind switch
    {
        FieldKind.Group => Group(field.Of, $"{path}.", today),
        FieldKind.Many => Many(field.Of[0], path, today),
        _ when this[path].Trim() is { Length: > 0 } text => Single(field, path, text, today),
        _ => null,
    };

    private JsonObject? Group(IReadOnlyList<FormField> fields, string prefix, DateOnly today)
    {
        JsonObject made = [];
        foreach (var field in fields)
            if (Value(field, prefix + field.Name, today) is { } value) made[field.Name] = value;
        return made.Count == 0 ? null : made;
    }

    private JsonArray? Many(FormField element, string path, DateOnly today)
    {
        JsonArray made = [];
        if (element.Kind == FieldKind.Group)
        {
            for (var n = 0; n < Count(path); n++)
                if (Group(element.Of, $"{path}.{n}.", today) is { } item) made.Add(item);
        }
        else
        {
            // Free values stand one in a line; chosen ones are values of their own.
            foreach (var text in All(path).SelectMany(v => v.Split('\n')).Select(v => v.Trim()).Where(v => v.Length > 0))
                made.Add(Single(element, path, text, today));
        }

        return made.Count == 0 ? null : made;
    }

    private JsonNode? Single(FormField field, string path, string text, DateOnly today)
    {
        switch (field.Kind)
        {
            case FieldKind.Day:
                if (WrittenDay.Read(text, today) is { } day) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                Faults[path] = PageWords.Say("fault.day", text);
                return text;
            case FieldKind.Flag: return text is "true" or "on";
            case FieldKind.Number:
                if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                    return JsonNode.Parse(number.ToString("0.#########", CultureInfo.InvariantCulture));
                Faults[path] = PageWords.Say("fault.number", text);
                return text;
            case FieldKind.Json:
                try
                {
                    return JsonNode.Parse(text);
                }
                catch (JsonException)
                {
                    Faults[path] = PageWords.Say("fault.json");
                    return text;
                }

            default:
                if (field.Type != typeof(string) || SchoolWords.Of(field.Name) is null) return text;
                if (SchoolWords.Code(field.Name, text) is { } code) return code;
                Faults[path] = PageWords.Say("fault.school-word", text);
                return text;
        }
    }
}
