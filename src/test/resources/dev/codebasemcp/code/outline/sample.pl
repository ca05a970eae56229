package Shop::Store;
use strict;
use constant MAX => 10;
use constant { A => 1, B => 2 };
our $VERSION = '1.0';
my $x = qr/a{2}/;

=head1 NAME

Shop - sells

=cut

# Sells.
sub sell {
    my ($self, %args) = @_;
    return $self->{x} =~ s/a/b/r;
}
sub proto($$) { 1 }
sub sig ($a, $b = 2) { 2 }
sub fwd;
has name => (is => 'ro');
my $anon = sub { 3 };
package Inner { sub go { 1 } }
print <<"EOT";
sub not_here {
EOT
BEGIN { 1 }
1;
__END__
sub after_end {}
