using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>RabbitMQ is optional. With a broker: drill R2, <see cref="Drill.A_broker_that_dies"/>.</summary>
public sealed class A_node_without_a_broker(Installation installation)
{
    [Fact]
    public void Loads_nothing_of_RabbitMQ()
    {
        Assert.NotEmpty(installation.Operator);
        Assert.SkipWhen(Drill.DrillSize.Drilling, "A drill may have started a broker.");
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(),
            a => a.GetName().Name!.Contains("RabbitMQ", StringComparison.Ordinal));
    }
}
