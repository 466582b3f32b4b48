process.stdout.write('Aeroform: the NestJS example goes here.\n');
