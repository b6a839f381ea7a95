using System.Reflection;
using System.Runtime.CompilerServices;
using MentorshipFlow.Api.Commands;
using MentorshipFlow.Programmes.Process;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>
/// The members that src/Elsa, src/Elsa.Host and tests/Elsa.Tests use. The default build does not build these projects: after a change here
/// change them too, and run <c>ops/elsa</c> where the package is available.
/// </summary>
public sealed class The_seam_of_a_process
{
    [Fact]
    public void Has_these_members() =>
        Assert.Equal(
            [
                "AllCommands.Run(String[], Action`1): Task`1",
                "ProcessEngine.House: ProcessEngine",
                "ProcessEngine.Name: String",
                "ProcessEngine.Run: RunProcess",
                "ProcessEngine.new(String, RunProcess)",
                "ProcessPosition.Code: String",
                "ProcessPosition.Completed: Boolean",
                "ProcessPosition.Of(Programme): ProcessPosition",
                "ProcessPosition.Stage: Nullable`1",
                "ProcessPosition.Submitted: Boolean",
                "ProcessPosition.new(Nullable`1, Boolean, Boolean)",
                "ProcessStep.Affected: IReadOnlyList`1",
                "ProcessStep.Kind: StepKind",
                "ProcessStep.Of(ProgrammeEvent, Int32): ProcessStep",
                "ProcessStep.Stage: Nullable`1",
                "ProcessStep.Version: Int32",
                "ProcessStep.new(Int32, StepKind, Nullable`1, IReadOnlyList`1)",
                "RunProcess.Invoke(Definition, IReadOnlyList`1, CancellationToken): Task`1",
                "StepKind: Submitted, TakenBack, Approved, Undone, Unsettled, Completed, ClosingVoided",
            ],
            new[] { typeof(AllCommands), typeof(ProcessEngine), typeof(ProcessPosition), typeof(ProcessStep) }.SelectMany(Members)
                .Append($"RunProcess.{Text(typeof(RunProcess).GetMethod("Invoke")!)}")
                .Append($"StepKind: {string.Join(", ", Enum.GetNames<StepKind>())}")
                .Order(StringComparer.Ordinal));

    // Generated members of records are left out.
    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m.GetCustomAttribute<CompilerGeneratedAttribute>() is null).Select(Text).OfType<string>()
            .Where(text => !Records.Contains(text.Split('(')[0])).Select(text => $"{type.Name}.{text}");

    private static readonly string[] Records = ["ToString", "Equals", "GetHashCode", "Deconstruct", "<Clone>$"];

    private static string? Text(MemberInfo member) => member switch
    {
        PropertyInfo p => $"{p.Name}: {p.PropertyType.Name}",
        ConstructorInfo c => $"new({Parameters(c)})",
        MethodInfo { IsSpecialName: false } m => $"{m.Name}({Parameters(m)}): {m.ReturnType.Name}",
        _ => null,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name));
}
