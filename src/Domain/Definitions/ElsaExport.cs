using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Definitions;

/// <summary>
/// A definition as a workflow for an Elsa 3 server: a companion that shows in Elsa where a programme waits. It follows and never decides.
/// </summary>
/// <remarks>
/// A hub: read where the programme waits, wait there for an event, read again. So it holds no rule of ours, and a lost event heals with the
/// next one. An instance's correlation id is the programme's id. The server's configuration holds <c>MentorshipFlow:Server</c> and
/// <c>MentorshipFlow:Key</c>, a key that only reads, and must let JavaScript read it (<c>AllowConfigurationAccess</c>). Nothing that passes
/// through is about a person, and the server logs no inputs or outputs of these activities, because the key is among them.
/// </remarks>
public static class ElsaExport
{
    /// <summary>The event that makes an instance look again; any decision about the programme may send it.</summary>
    public const string EventName = "MentorshipFlow";

    private const string Where = "where";
    private const string Choice = "choice";
    private const string Unreadable = "unreadable";
    private const string Done = "Done";
    private const string Variable = "process";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = CanonicalEncoder.Instance, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NewLine = "\n",
    };

    /// <summary>The workflow as JSON, as Elsa's own API and Studio import it.</summary>
    public static string Of(Definition definition)
    {
        List<Wait> waits = [.. definition.Stages.SelectMany(Waits), new("programme", "Все этапы утверждены – ждёт завершения", 8, 0)];
        List<object> activities =
        [
            Activity("start", "Elsa.Start", "Начало", -2, 0), Hub(), Switch(waits),
            Event(new(Unreadable, "Прочитать не удалось – ждёт события", 0, 1)), .. waits.Select(Event),
            Activity("completed", "Elsa.Finish", "Программа завершена", 9, 0),
            Activity("cancelled", "Elsa.Finish", "Программа прекращена", 9, 1),
        ];
        object[] connections =
        [
            Connection("start", Done, Where), Connection(Where, "200", Choice), Connection(Where, "Unmatched status code", Unreadable),
            Connection(Where, "Failed to connect", Unreadable), Connection(Where, "Timeout", Unreadable),
            Connection(Unreadable, Done, Where), Connection(Choice, "Default", Unreadable), Connection(Choice, "completed", "completed"),
            Connection(Choice, "cancelled", "cancelled"), .. waits.Select(w => Connection(Choice, w.Id, w.Id)),
            .. waits.Select(w => Connection(w.Id, Done, Where)),
        ];
        var flowchart = new
        {
            Id = "way", Type = "Elsa.Flowchart", Version = 1, Name = "Путь программы", CustomProperties = new { }, Metadata = new { },
            Activities = activities, Variables = Array.Empty<object>(), Connections = connections,
        };
        return JsonSerializer.Serialize(Workflow(definition, flowchart), Readable);
    }

    // A stage that is worked on, and a stage that is submitted.
    private static IEnumerable<Wait> Waits(StageDefinition stage) =>
    [
        new($"stage-{stage.Number}", $"{stage.Number}. {stage.Title.Ru} – ждёт представления", stage.Number, 0),
        new($"stage-{stage.Number}-submitted", $"{stage.Number}. {stage.Title.Ru} – ждёт утверждения", stage.Number, 1),
    ];

    private static object Workflow(Definition definition, object flowchart) => new
    {
        Id = $"mentorshipflow-{definition.Code}-{definition.Version}",
        DefinitionId = $"mentorshipflow-{definition.Code}",
        Name = definition.Title.Ru,
        Description = "Показывает, где ждёт программа наставничества. Ничего не решает.",
        definition.Version,
        ToolVersion = "3.7.1",
        Variables = (object[])[new { Id = Variable, Name = Variable, TypeName = "Object", IsArray = false }],
        Inputs = Array.Empty<object>(),
        Outputs = Array.Empty<object>(),
        Outcomes = Array.Empty<object>(),
        CustomProperties = new
        {
            LogPersistenceConfig = new
            {
                Default = new
                {
                    EvaluationMode = "Strategy",
                    StrategyType = "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core",
                },
            },
        },
        Options = new { AutoUpdateConsumingWorkflows = false },
        Root = flowchart,
    };

    private static Dictionary<string, object> Hub() => new(Activity(Where, "Elsa.FlowSendHttpRequest", "Где ждёт программа?", -1, 0))
    {
        ["url"] = JavaScript("Uri",
            "getConfig('MentorshipFlow:Server').replace(/\\/$/, '') + '/api/programmes/' + getCorrelationId() + '/process'"),
        ["authorization"] = JavaScript("String", "'Bearer ' + getConfig('MentorshipFlow:Key')"),
        ["expectedStatusCodes"] = Input("Int32[]", "Object", "[200]"),
        ["parsedContent"] = new { TypeName = "Object", MemoryReference = new { Id = Variable } },
    };

    private static Dictionary<string, object> Switch(IEnumerable<Wait> waits) => new(Activity(Choice, "Elsa.FlowSwitch", "Этап", 0, 0))
    {
        ["cases"] = (object[])
        [
            Case("cancelled", "status", "cancelled"), Case("completed", "waitsAt", "completed"),
            .. waits.Select(w => Case(w.Id, "waitsAt", w.Id)),
        ],
    };

    private static object Case(string label, string member, string value) => new
    {
        Label = label, Condition = new { Type = "JavaScript", Value = $"getVariable('{Variable}').{member} === '{value}'" },
    };

    private static Dictionary<string, object> Event(Wait wait) => new(Activity(wait.Id, "Elsa.Event", wait.Title, wait.Column, wait.Row))
    {
        ["eventName"] = Input("String", "Literal", EventName),
    };

    private static Dictionary<string, object> Activity(string id, string type, string title, int column, int row) => new()
    {
        ["id"] = id,
        ["type"] = type,
        ["version"] = 1,
        ["name"] = title,
        ["customProperties"] = new { CanStartWorkflow = id == "start" },
        ["metadata"] = new
        {
            DisplayText = title,
            Designer = new { Position = new { X = column * 320, Y = row * 160 }, Size = new { Width = 280, Height = 60 } },
        },
    };

    private static object JavaScript(string type, string code) => Input(type, "JavaScript", code);

    private static object Input(string type, string language, string value) => new
    {
        TypeName = type, Expression = new { Type = language, Value = value },
    };

    private static object Connection(string from, string outcome, string to) => new
    {
        Source = new { Activity = from, Port = outcome }, Target = new { Activity = to, Port = "In" },
    };

    private sealed record Wait(string Id, string Title, int Column, int Row);
}
