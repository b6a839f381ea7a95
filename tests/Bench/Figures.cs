using System.Globalization;
using System.Text;

namespace MentorshipFlow.Bench;

/// <summary>Collects each figure's repetitions; prints median and spread.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<double>> values = [];

    /// <summary>Adds a repetition.</summary>
    public void Add(string name, double value)
    {
        if (!values.TryGetValue(name, out var list)) values[name] = list = [];
        list.Add(value);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {name,-26} {value,12:N1}"));
    }

    /// <summary>The median of all repetitions.</summary>
    public double Median(string name)
    {
        var sorted = values[name].Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Whether a figure was measured.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>Prints a line for each figure.</summary>
    public void Print(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"figure",-26}{"median",14}{"lowest",14}{"highest",14}{"runs",6}"));
        foreach (var (name, runs) in values)
        {
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-26}{Median(name),14:N1}{runs.Min(),14:N1}{runs.Max(),14:N1}{runs.Count,6}"));
        }
    }

    /// <summary>Machine, figures and aims as JSON for other programs.</summary>
    public string Json(IReadOnlyDictionary<string, string> machine)
    {
        var json = new StringBuilder("{\n  \"machine\": {");
        json.AppendJoin(", ", machine.Select(m => $"\"{m.Key}\": \"{m.Value.Replace("\"", "'", StringComparison.Ordinal)}\""));
        json.Append("},\n  \"figures\": {\n");
        json.AppendJoin(",\n", values.Select(v => string.Create(
            CultureInfo.InvariantCulture,
            $"    \"{v.Key}\": {{\"median\": {Median(v.Key):0.###}, \"lowest\": {v.Value.Min():0.###}, \"highest\": {v.Value.Max():0.###}, "
            + $"\"runs\": {v.Value.Count}}}")));
        json.Append("\n  },\n  \"aims\": [\n");
        json.AppendJoin(",\n", Aim.All.Where(aim => aim.IsMeasured(this)).Select(aim => string.Create(
            CultureInfo.InvariantCulture,
            $"    {{\"figure\": \"{aim.Figure}\", \"floor\": {(aim.Floor is null ? "null" : $"\"{aim.Floor}\"")}, "
            + $"\"measured\": {aim.Measured(this):0.###}, \"aim\": {aim.Value:0.###}, "
            + $"\"reached\": {(aim.IsReached(this) ? "true" : "false")}}}")));
        return json.Append("\n  ]\n}\n").ToString();
    }
}
